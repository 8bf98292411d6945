import { expect } from "chai";
import { hiddenWindow, type Ending, type HiddenWindow } from "../../provider/hiddenWindow.js";
import { simulatedClock, type SimulatedClock } from "./simulatedClock.js";

describe("a window that nothing announces", () => {
  let clock: SimulatedClock;
  let window: HiddenWindow;
  beforeEach(() => {
    clock = simulatedClock(1, 0);
    window = hiddenWindow(clock);
  });

  const isOpen = () => window.opens() <= clock.now();
  const at = (moment: number) => clock.run(clock.sleep(moment - clock.now()));
  const refused: Ending = { wait: undefined };
  const send = (...endings: readonly Ending[]) => {
    for (const ending of endings) {
      expect(isOpen()).to.equal(true);
      window.entered(clock.now());
      window.left(clock.now(), ending);
    }
  };
  /** The moments at which a request would go, all of them refused. */
  const probes = async (count: number): Promise<readonly number[]> => {
    const moments: number[] = [];
    while (moments.length < count) {
      await at(Math.max(clock.now(), window.opens()));
      moments.push(clock.now());
      send(refused);
    }
    return moments;
  };
  /** A limit of three is learned: the second window begins at the moment that is returned. */
  const learned = async (): Promise<number> => {
    send("passed", "passed", "passed", refused);
    await probes(2);
    await at(window.opens());
    send("passed");
    return clock.now();
  };

  it("does not exist until a request is refused", () => {
    send(...Array.from({ length: 1_000 }, () => "passed" as const));
    expect(isOpen()).to.equal(true);
  });

  it("sends single requests after a refusal, each longer after the last, but never long", async () => {
    send("passed", refused);
    const moments = await probes(8);
    const pauses = moments.map((moment, index) => moment - (moments[index - 1] ?? 0));
    expect(pauses[0]).to.equal(200);
    expect(pauses[1]).to.equal(1_000);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).to.be.at.least(pauses[index - 1] ?? 0);
      expect(pause).to.be.at.most(10_000);
    }
    await at(window.opens());
    window.entered(clock.now());
    expect(window.opens(), "while one is on its way").to.equal(Infinity);
  });

  it("sends the next where that request is lost", async () => {
    send("passed", refused);
    await at(window.opens());
    send("neither");
    expect(isOpen()).to.equal(true);
  });

  it("takes a refusal that does not last for a mishap", async () => {
    send("passed", "passed", refused);
    await at(200);
    send("passed", ...Array.from({ length: 50 }, () => "passed" as const));
    expect(isOpen()).to.equal(true);
  });

  it("goes by Retry-After, where there is one", () => {
    send("passed", { wait: 7_000 });
    expect(window.opens()).to.equal(7_000);
  });

  it("learns how many requests it holds, and stops before the next refusal", async () => {
    await learned();
    send("passed", "passed");
    expect(isOpen()).to.equal(false);
  });

  it("counts what is in flight", async () => {
    await learned();
    window.entered(clock.now());
    expect(isOpen()).to.equal(true);
    window.entered(clock.now());
    expect(isOpen()).to.equal(false);
    window.left(clock.now(), "neither");
    expect(isOpen(), "where one was lost").to.equal(true);
  });

  it("is waited for, and opened by a single request", async () => {
    const began = await learned();
    send("passed", "passed");
    await at(window.opens());
    expect(clock.now()).to.be.within(began + 1, began + 10_000);
    window.entered(clock.now());
    expect(window.opens()).to.equal(Infinity);
    window.left(clock.now(), "passed");
    send("passed", "passed");
    expect(isOpen()).to.equal(false);
  });

  it("is found to last ten seconds, at the price of a few refusals, once", async () => {
    let began = await learned();
    const refusals: number[] = [];
    for (let round = 0; round < 4; round++) {
      send("passed", "passed");
      refusals.push(0);
      for (;;) {
        await at(window.opens());
        if (clock.now() >= began + 10_000) break;
        send(refused);
        refusals[round] = (refusals[round] ?? 0) + 1;
      }
      began = clock.now();
      send("passed");
    }
    expect(refusals[0]).to.be.within(1, 4);
    expect(refusals.slice(1)).to.deep.equal([0, 0, 0]);
  });

  it("is tried to hold more now and then, and each time more, until it is refused", async () => {
    await learned();
    const held: number[] = [];
    for (let round = 0; round < 8; round++) {
      let passed = 1;
      for (; isOpen(); passed++) send("passed");
      held.push(passed);
      await at(window.opens());
      send("passed");
    }
    expect(held.slice(0, 4)).to.deep.equal([3, 3, 3, 3]);
    expect(held.at(-1)).to.be.greaterThan(6);
  });
});

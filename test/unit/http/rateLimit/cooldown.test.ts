import { expect } from "chai";
import { makeCooldown, type Cooldown, type Outcome } from "../../../../provider/http/rateLimit/cooldown.js";
import { simulatedClock, type SimulatedClock } from "../../../support/simulatedClock.js";

describe("the cooldown", () => {
  let clock: SimulatedClock;
  let cooldown: Cooldown;
  beforeEach(() => {
    clock = simulatedClock(1, 0);
    cooldown = makeCooldown(clock);
  });

  const refused: Outcome = { retryAt: undefined };
  const isAvailable = () => cooldown.availableAt() <= clock.now();
  const at = (moment: number) => clock.run(clock.sleep(moment - clock.now()));
  /** Starts as many requests as are admitted, at most ten. */
  const fill = () => {
    const ends: ((outcome: Outcome) => void)[] = [];
    while (isAvailable() && ends.length < 10) ends.push(cooldown.start());
    return ends;
  };
  const send = (outcome: Outcome) => {
    expect(isAvailable()).to.equal(true);
    cooldown.start()(outcome);
  };

  it("does not limit requests until one is refused", () => {
    expect(fill()).to.have.length(10);
  });

  it("pauses for half a second, and doubles the pause with each refusal, up to ten seconds", async () => {
    const pauses: number[] = [];
    for (let refusals = 0; refusals < 7; refusals++) {
      send(refused);
      pauses.push(cooldown.availableAt() - clock.now());
      await at(cooldown.availableAt());
    }
    expect(pauses).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    send("passed");
    send(refused);
    expect(cooldown.availableAt() - clock.now(), "after a request that passed").to.equal(500);
  });

  it("sends one request at a time after the pause until one passes", async () => {
    send(refused);
    await at(500);
    for (const outcome of ["unknown", "unknown", "passed"] as const) {
      const [end, ...others] = fill();
      expect(others).to.deep.equal([]);
      expect(cooldown.availableAt(), "while it is in flight").to.equal(Infinity);
      end?.(outcome);
    }
    expect(fill()).to.have.length(2);
  });

  it("lets one more be in flight for each request that passes", async () => {
    send(refused);
    await at(500);
    for (const most of [1, 2, 4, 8]) {
      const ends = fill();
      expect(ends).to.have.length(most);
      for (const end of ends) end("passed");
    }
  });

  it("counts the refusals of concurrent requests as one", async () => {
    for (const end of fill()) end(refused);
    expect(cooldown.availableAt()).to.equal(500);
    await at(500);
    expect(fill()).to.have.length(1);
  });

  it("does not end with a request that started before the pause", () => {
    const [first, ...others] = fill();
    first?.(refused);
    for (const end of others) end("passed");
    expect(cooldown.availableAt()).to.equal(500);
  });

  it("lasts until the latest Retry-After", async () => {
    const [first, second, third] = fill();
    first?.({ retryAt: 7_000 });
    second?.({ retryAt: 9_000 });
    third?.({ retryAt: 8_000 });
    expect(cooldown.availableAt()).to.equal(9_000);
    await at(9_000);
    expect(fill()).to.have.length(1);
  });
});

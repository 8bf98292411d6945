import { expect } from "chai";
import {
  makeRateLimitWindow,
  type RateLimitWindow,
  type WindowState,
} from "../../../../provider/http/rateLimit/rateLimitWindow.js";
import { simulatedClock, type SimulatedClock } from "../../../support/simulatedClock.js";

describe("an announced rate-limit window", () => {
  let clock: SimulatedClock;
  let window: RateLimitWindow;
  beforeEach(() => {
    clock = simulatedClock(1, 0);
    window = makeRateLimitWindow(clock);
  });

  const isOpen = () => window.availableAt() <= clock.now();
  const enter = (count = 1) => {
    for (let index = 0; index < count; index++) window.start();
  };
  const hear = (remaining: number, endsAt = 10_000, state: Partial<WindowState> = {}) => {
    window.update({ remaining, resets: endsAt, endsAt, passed: true, ...state });
  };
  const at = (moment: number) => clock.run(clock.sleep(moment - clock.now()));

  it("is open until the first response", () => {
    enter(100);
    expect(isOpen()).to.equal(true);
  });

  it("closes early, because requests in flight may not be counted yet", () => {
    enter(4);
    hear(3);
    expect(window.availableAt()).to.equal(10_000);
    hear(3);
    expect(isOpen(), "two in flight, three remain").to.equal(true);
    enter();
    expect(isOpen()).to.equal(false);
  });

  it("opens again at the reset", async () => {
    enter();
    hear(0);
    await at(9_999);
    expect(isOpen()).to.equal(false);
    await at(10_000);
    expect(isOpen()).to.equal(true);
  });

  it("uses the lowest remaining count, however late it arrives", () => {
    enter(3);
    hear(2);
    hear(4);
    hear(3);
    enter(2);
    expect(isOpen()).to.equal(false);
  });

  it("counts a request without a response", () => {
    enter(3);
    hear(2);
    window.update(undefined);
    window.update(undefined);
    expect(isOpen()).to.equal(false);
  });

  it("does not count a request with a response twice", () => {
    enter(4);
    for (const remaining of [3, 2, 1]) hear(remaining);
    hear(1);
    expect(isOpen()).to.equal(true);
  });

  it("assumes the size of the last window until the first response of the next one", async () => {
    enter(3);
    for (const remaining of [2, 1, 0]) hear(remaining);
    await at(10_000);
    enter(2);
    expect(isOpen()).to.equal(true);
    enter();
    expect(isOpen()).to.equal(false);
    hear(50, 20_000);
    expect(isOpen()).to.equal(true);
  });

  it("learns no size from refusals", async () => {
    enter();
    hear(0, 10_000, { passed: false });
    await at(10_000);
    enter(7);
    expect(isOpen()).to.equal(true);
  });

  it("ignores late responses about an earlier window and resets in the past", async () => {
    enter(3);
    hear(5);
    await at(10_000);
    hear(0);
    hear(0, 9_000);
    expect(isOpen()).to.equal(true);
    enter();
    hear(3, 20_000);
    hear(0, 15_000);
    expect(isOpen()).to.equal(true);
  });

  it("ignores a reset more than a minute ahead, because LaunchDarkly's windows are ten seconds", () => {
    enter();
    hear(0, 60_001);
    expect(isOpen()).to.equal(true);
    enter();
    hear(0, 60_000);
    expect(window.availableAt()).to.equal(60_000);
  });

  it("reopens when nothing is in flight and its end is unknown", async () => {
    enter();
    hear(0);
    await at(10_000);
    enter();
    expect(isOpen(), "it held one").to.equal(false);
    expect(window.availableAt()).to.equal(Infinity);
    window.update(undefined);
    expect(isOpen()).to.equal(true);
  });
});

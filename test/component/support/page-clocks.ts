/** Both clocks of the page, as the device of a test's buyer has them; put back after each test of the file. */
export type PageClocks = {
  /** The true time, in milliseconds since 1970. */
  truth(): number;
  /** How far the wall clock is off, in milliseconds; a function is asked at each look. */
  wallIsOff(by: number | (() => number)): void;
  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void;
  /** The same while the device sleeps, which stops `performance.now()` on most systems. */
  sleep(milliseconds: number): void;
};

export function usePageClocks(): PageClocks {
  const wall = Date.now;
  const steady = performance.now.bind(performance);
  let off: number | (() => number) = 0;
  let passed = 0;
  let slept = 0;
  const truth = () => wall.call(Date) + passed + slept;

  beforeEach(() => {
    off = passed = slept = 0;
    Date.now = () => truth() + (typeof off === 'function' ? off() : off);
    performance.now = () => steady() + passed;
  });
  afterEach(() => {
    Date.now = wall;
    Reflect.deleteProperty(performance, 'now');
  });

  return {
    truth,
    wallIsOff: (by) => {
      off = by;
    },
    pass: (milliseconds) => {
      passed += milliseconds;
    },
    sleep: (milliseconds) => {
      slept += milliseconds;
    },
  };
}

type Line = Record<string, unknown>;

/** The sandbox's log, and a function that waits for a line of it. */
export function logLines(): {
  lines: Line[];
  log: (line: Line) => void;
  next: (event: string) => Promise<Line>;
} {
  const lines: Line[] = [];
  const waiting = new Map<string, (line: Line) => void>();
  return {
    lines,
    log(line) {
      lines.push(line);
      waiting.get(String(line.event))?.(line);
    },
    next: (event) => new Promise((resolve) => waiting.set(event, resolve)),
  };
}

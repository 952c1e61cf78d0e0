/** One line that is written over while something long goes on; nothing where the output is no terminal. */
export function progress(total: number): (step: string) => void {
  let done = 0;
  return (step) => {
    done += 1;
    if (!process.stderr.isTTY) return;
    const bar = '█'.repeat(Math.round((done / total) * 20)).padEnd(20, '░');
    const end = done === total ? '\n' : '';
    process.stderr.write(`\r\x1b[K${bar} ${done}/${total}  ${step}${end}`);
  };
}

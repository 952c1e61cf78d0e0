/**
 * Resolves in the task after this one: what follows from something at once, in
 * promises and no further event, has happened by then. That is how far a browser
 * lets a click reach, too.
 */
export function endOfTask(): Promise<void> {
  return new Promise((over) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      over();
    };
    port2.postMessage(undefined);
  });
}

import type { ReactiveController } from 'lit';

/** Has an element look again when a `lang` changes on anything around it, through shadow roots. */
export function observeLang(
  host: HTMLElement & { requestUpdate(): void },
): Required<Pick<ReactiveController, 'hostConnected' | 'hostDisconnected'>> {
  const observer = new MutationObserver(() => host.requestUpdate());
  return {
    hostConnected() {
      // It may have been put somewhere else.
      host.requestUpdate();
      let root = host.getRootNode();
      const watch = () =>
        observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['lang'] });
      for (; root instanceof ShadowRoot; root = root.host.getRootNode()) watch();
      watch();
    },
    hostDisconnected() {
      observer.disconnect();
    },
  };
}

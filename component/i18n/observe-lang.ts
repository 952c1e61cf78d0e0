import type { ReactiveController } from 'lit';

/** Updates an element when a `lang` around it changes, through shadow roots. */
export function observeLang(
  host: HTMLElement & { requestUpdate(): void },
): Required<Pick<ReactiveController, 'hostConnected' | 'hostDisconnected'>> {
  const observer = new MutationObserver(() => host.requestUpdate());
  return {
    hostConnected() {
      // It may have been moved below another `lang`.
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

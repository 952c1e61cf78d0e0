import type { ReactiveController } from 'lit';
import { hostOf } from './locale.ts';

/**
 * Updates an element when a `lang` around it changes, through shadow roots, or when the page changes
 * what it has in the element's slots.
 */
export function observeLang(
  host: HTMLElement & { requestUpdate(): void },
): Required<Pick<ReactiveController, 'hostConnected' | 'hostDisconnected'>> {
  const observer = new MutationObserver(() => host.requestUpdate());
  return {
    hostConnected() {
      // It may have been moved below another `lang`.
      host.requestUpdate();
      for (let place: Element | undefined = host; place; place = hostOf(place)) {
        observer.observe(place, { childList: true });
        observer.observe(place.getRootNode(), {
          subtree: true,
          attributes: true,
          attributeFilter: ['lang', 'slot'],
        });
      }
    },
    hostDisconnected() {
      observer.disconnect();
    },
  };
}

import type { GalleryLanguage } from '../../../demo/gallery/gallery-state.ts';

export type Scheme = 'light' | 'dark';

export type Shown = { id: string; language?: GalleryLanguage; scheme?: Scheme; theme?: string };

/** The page of one state of the gallery, alone. */
export function galleryFrame(
  origin: string,
  { id, language = 'ko', scheme = 'light', theme = '' }: Shown,
): string {
  return `${origin}/gallery/frame.html?${new URLSearchParams({ state: id, lang: language, scheme, theme })}`;
}

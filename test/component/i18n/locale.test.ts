import { expect } from '@open-wc/testing';
import { languageOf, localeOf } from '../../../component/i18n/locale.ts';
import { sdkLocaleOf } from '../../../component/portone/sdk-locale.ts';

function elementIn(
  lang: string,
  fields: { locale?: string } = {},
): HTMLElement & { locale?: string } {
  const around = document.createElement('div');
  around.lang = lang;
  const host = document.createElement('div');
  around.append(host);
  const element = document.createElement('div');
  host.attachShadow({ mode: 'open' }).append(element);
  return Object.assign(element, fields);
}

describe('the buyer’s locale', () => {
  it('is what the element says', () => {
    expect(localeOf(elementIn('en', { locale: 'ko' }))).to.equal('ko');
  });

  it('is the nearest lang around it, through shadow roots', () => {
    expect(localeOf(elementIn('ja'))).to.equal('ja');
  });

  it('is the browser’s where the page says nothing or nonsense', () => {
    expect(localeOf(elementIn(''))).to.equal(navigator.language);
    expect(localeOf(elementIn('!?'))).to.equal(navigator.language);
  });

  it('forgives underscores', () => {
    expect(localeOf(elementIn('', { locale: 'ko_KR' }))).to.equal('ko-KR');
  });

  for (const [written, locale] of Object.entries({
    kr: 'ko',
    KR: 'ko',
    'kr-KR': 'ko-KR',
    KO: 'ko',
    'ko-kr': 'ko-KR',
    'ko_KR.UTF-8': 'ko-KR',
    kor: 'ko',
    jp: 'ja',
    ja_JP: 'ja-JP',
    cn: 'zh',
    us: 'en',
    en_US: 'en-US',
  })) {
    it(`is understood as pages write it: ${written}`, () => {
      expect(localeOf(elementIn(written))).to.equal(locale);
      expect(localeOf(elementIn('de', { locale: written }))).to.equal(locale);
    });
  }

  it('is answered in English where we have no words of its own', () => {
    expect(['ko', 'ko-KR', 'ja-JP', 'en', 'fr'].map(languageOf)).to.deep.equal([
      'ko',
      'ko',
      'ja',
      'en',
      'en',
    ]);
  });

  it('is passed on to PortOne where PortOne knows it', () => {
    expect(['ko-KR', 'en-GB', 'ja', 'fr'].map(sdkLocaleOf)).to.deep.equal([
      'KO_KR',
      'EN_US',
      'JA_JP',
      undefined,
    ]);
  });
});

import { html } from '../../../bff/http/pages/html.ts';
import { pageFrame } from '../pages/page-frame.ts';
import { places } from './places.ts';

/** The search in the place of Kakao's. Like that one it is in Korean alone. */
export function searchPage(origin: string, query: string): string {
  return pageFrame({
    language: 'ko',
    title: '우편번호 검색',
    head: html`<script src="/postcode/search.js" defer></script>`,
    bodyAttributes: html` data-origin="${origin}"`,
    header: html`<strong>SANDBOX</strong>
      <p>카카오 우편번호 서비스를 대신합니다.</p>`,
    main: html`<form>
        <label>도로명, 건물명 또는 지번 <input name="q" type="search" value="${query}"></label>
        <button>검색</button>
      </form>
      ${places.map(
        (place) => html`<section data-place="${JSON.stringify(place)}">
          <h2>${place.zonecode} ${place.buildingName}</h2>
          <button type="button" value="R">${place.roadAddress}</button>
          <button type="button" value="J">${place.jibunAddress}</button>
        </section>`,
      )}`,
  });
}

const EXAMPLE = 'https://shop.example';

/**
 * Why a text is never what a browser writes into `Origin`, with the text that is. Nothing is corrected in
 * silence: what stands in a setting is what the server compares with.
 */
export function problemOfOrigin(text: string): string | undefined {
  const quoted = `has "${text}", which`;
  if (text === 'null') {
    return `${quoted} is what files and sandboxed frames send: everyone's would be allowed. Open the page from a web server, and name that: ${EXAMPLE}`;
  }
  if (text === '*') {
    return `${quoted} stands alone or not at all: either * for pages of any origin, or a list without it`;
  }
  if (text.includes('*')) {
    return `${quoted} matches nothing: a * stands for no part of a name. Write the origin of each page, e.g. ${text.replace(/\*/g, 'shop')}, separated by commas`;
  }
  if (/[\s;|]/.test(text)) {
    return `${quoted} is more than one origin: separate them with commas, e.g. ${EXAMPLE},https://www.shop.example`;
  }
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !/^https?$/.test(scheme)) {
    return `${quoted} is no origin of a web page: write scheme, host and port only, e.g. ${EXAMPLE}`;
  }
  const right = originOf(scheme === undefined ? `https://${text.replace(/^\/+/, '')}` : text);
  if (right === undefined) {
    return `${quoted} is not an origin: write scheme, host and port only, e.g. ${EXAMPLE}`;
  }
  return right === text
    ? undefined
    : `${quoted} is not an origin as browsers write it: write ${right}`;
}

/** The same, for the one origin of a server. */
export function problemOfOneOrigin(text: string): string | undefined {
  return text === 'null' || /[*,;|\s]/.test(text)
    ? `has "${text}", which is not one origin: write the one where buyers reach this server, e.g. https://pay.example.com`
    : problemOfOrigin(text);
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A browser keeps the dot that ends a full name, and buyers do not type it.
  url.hostname = url.hostname.replace(/\.$/, '');
  return url.origin;
}

const FILE_ROUTE = /^\/api\/files\/[0-9a-fA-F-]{36}(?:\?[\w=&.%-]*)?$/
const BACKSLASH = String.fromCharCode(92)

/**
 * Allowed URLs in a model's text: links to http, https and mailto only, images from our file route only. An external
 * image could leak the conversation in its URL. Empty means not allowed.
 */
export function safeUrl(url: string, use: 'link' | 'image'): string {
  if (hasTricks(url)) return ''
  if (use === 'image') return FILE_ROUTE.test(url) ? url : ''
  return /^(?:https?:\/\/[^/]|mailto:[^/])/i.test(url) && URL.canParse(url) ? url : ''
}

/** Characters that browsers and parsers treat differently. */
function hasTricks(url: string): boolean {
  if (url.includes(BACKSLASH)) return true
  return Array.from(url).some((letter) => letter.charCodeAt(0) <= 0x20 || letter.charCodeAt(0) === 0x7f)
}

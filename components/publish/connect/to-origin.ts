/** `https://shop.example/page?x` and `shop.example` both become `https://shop.example`; other texts are unchanged. */
export function toOrigin(line: string): string {
  const address = /^[a-z]+:\/\//i.test(line) ? line : `https://${line}`
  if (!URL.canParse(address)) return line
  const url = new URL(address)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : line
}

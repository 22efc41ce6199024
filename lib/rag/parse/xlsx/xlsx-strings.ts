import { scanXml } from '../office/scan-xml'
import { checkLength } from '../text-builder'

/** Shared strings by index. Excludes phonetic readings of Japanese words. */
export function readSharedStrings(bytes: Uint8Array): string[] {
  const strings: string[] = []
  let content = ''
  let reading = false
  let phonetic = false
  let size = 0
  scanXml(bytes, {
    open: (name) => {
      if (name === 'si') content = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') reading = !phonetic
    },
    close: (name) => {
      if (name === 'rPh') phonetic = false
      else if (name === 't') reading = false
      else if (name === 'si') {
        const text = unescapeXlsx(content)
        size += text.length
        checkLength(size)
        strings.push(text)
      }
    },
    text: (piece) => {
      if (reading) content += piece
    },
  })
  return strings
}

/** Decodes _xHHHH_ escapes of characters that XML does not allow, including escaped underscores. */
export function unescapeXlsx(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

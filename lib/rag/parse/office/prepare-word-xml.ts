import { scanXml } from './scan-xml'

/** Prepares Word XML for mammoth: converts formulas to text and removes hidden runs. */
export function prepareWordXml(bytes: Uint8Array): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!source.includes('<m:oMath') && !source.includes('<w:vanish')) return bytes
  return Buffer.from(withoutHidden(withFormulas(source.toString('utf8'))))
}

function withFormulas(xml: string): string {
  const parts: string[] = []
  let from = 0
  for (let start = nextFormula(xml, 0); start >= 0; start = nextFormula(xml, from)) {
    const end = xml.indexOf('</m:oMath>', start)
    if (end < 0) break
    const text = asXml(formulaText(xml.slice(start, end)))
    parts.push(xml.slice(from, start), `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`)
    from = end + '</m:oMath>'.length
  }
  return [...parts, xml.slice(from)].join('').replace(/<\/?m:oMathPara(?:\s[^<>]*)?>/g, '')
}

function nextFormula(xml: string, from: number): number {
  const found = /<m:oMath(?:\s[^<>]*)?>/g
  found.lastIndex = from
  return found.exec(xml)?.index ?? -1
}

/** Symbols for the layout of formula parts. */
const SIGNS: Readonly<Record<string, string>> = { den: '/', sup: '^', sub: '_', rad: '√' }
const GROUPS: ReadonlySet<string> = new Set(['num', 'den', 'sup', 'sub', 'rad'])

/** Writes a formula in one line: (a+b)/2, x^2, √(2). */
function formulaText(xml: string): string {
  const openElements: string[] = ['']
  const write = (text: string) => openElements.push((openElements.pop() ?? '') + text)
  let isText = false
  scanXml(Buffer.from(xml), {
    open: (name) => {
      if (name === 't') isText = true
      if (!GROUPS.has(name)) return
      write(SIGNS[name] ?? '')
      openElements.push('')
    },
    close: (name) => {
      if (name === 't') isText = false
      if (!GROUPS.has(name) || openElements.length < 2) return
      const group = openElements.pop() ?? ''
      write(/^[\p{L}\p{N}.,]*$/u.test(group) ? group : `(${group})`)
    },
    text: (text) => {
      if (isText) write(text)
    },
  })
  return openElements.join('')
}

const asXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const HIDDEN = /<w:vanish(?:\s+w:val="(?:1|true|on)")?\s*\/>/g
/** Maximum length of run properties before the hidden mark. */
const MAX_PROPERTIES_LENGTH = 4_000

function withoutHidden(xml: string): string {
  const parts: string[] = []
  let from = 0
  for (const { index } of xml.matchAll(HIDDEN)) {
    if (index < from) continue
    const start = Math.max(from, index - MAX_PROPERTIES_LENGTH)
    const xmlBefore = xml.slice(start, index)
    const run = Math.max(xmlBefore.lastIndexOf('<w:r>'), xmlBefore.lastIndexOf('<w:r '))
    // Hidden paragraph marks and styles hide no text, and neither do rejected tracked changes.
    if (run < 0 || /<\/w:(?:rPr|r)>|<w:(?:pPr|rPrChange)[\s>]/.test(xmlBefore.slice(run))) continue
    const end = endOfRun(xml, index)
    if (end < 0) break
    parts.push(xml.slice(from, start + run))
    from = end
  }
  return [...parts, xml.slice(from)].join('')
}

/** End of the open run, whose drawings may contain others; -1 if it is not closed. */
function endOfRun(xml: string, from: number): number {
  const tags = /<w:r(?:\s[^<>]*)?(?<!\/)>|<\/w:r>/g
  tags.lastIndex = from
  let depth = 1
  for (let tag = tags.exec(xml); tag; tag = tags.exec(xml)) {
    depth += tag[0].startsWith('</') ? -1 : 1
    if (depth === 0) return tags.lastIndex
  }
  return -1
}

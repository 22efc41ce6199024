import { strToU8, zipSync } from 'fflate'
import { type Block, documentBlocks, type Span } from './document-blocks'
import { xmlText } from './xml-text'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
/** In twentieths of a point. */
const INDENT = 360
/** In half points, by heading level. */
const HEADING_SIZES = [36, 30, 26, 24, 22, 22]
/** Width of the text on A4, in twentieths of a point. */
const TEXT_WIDTH = 9_026

/** A Word document of a Markdown text. */
export function writeDocx(markdown: string, title: string): Uint8Array {
  const links = new Map<string, string>()
  const body = documentBlocks(markdown)
    .map((block) => blockXml(block, links))
    .join('')
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
  const parts = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title></cp:coreProperties>`,
    'word/document.xml': `${XML}<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"><w:body>${body}${page}</w:body></w:document>`,
    'word/styles.xml': stylesXml(),
    'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rIdS" Type="${OFFICE}/styles" Target="styles.xml"/>${[...links].map(([address, id]) => `<Relationship Id="${id}" Type="${OFFICE}/hyperlink" Target="${xmlText(address)}" TargetMode="External"/>`).join('')}</Relationships>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

function stylesXml(): string {
  const headings = HEADING_SIZES.map(
    (size, index) =>
      `<w:style w:type="paragraph" w:styleId="Heading${index + 1}"><w:name w:val="heading ${index + 1}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="${index}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`,
  )
  return `${XML}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${headings.join('')}</w:styles>`
}

function blockXml(block: Block, links: Map<string, string>): string {
  switch (block.kind) {
    case 'heading':
      return paragraphXml(`<w:pStyle w:val="Heading${Math.min(6, block.level)}"/>`, runsXml(block.spans, links))
    case 'paragraph': {
      const { depth, marker } = block
      const text = runsXml(block.spans, links)
      if (marker === null) return paragraphXml(indentXml(depth, false), text)
      return paragraphXml(indentXml(depth, true), `<w:r><w:t>${xmlText(marker)}</w:t><w:tab/></w:r>${text}`)
    }
    case 'code':
      return paragraphXml(
        `<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>${indentXml(block.depth, false)}`,
        runXml({ text: block.text, bold: false, italic: false, strike: false, code: true, href: null }),
      )
    case 'table':
      return tableXml(block.rows, links)
    case 'rule':
      return paragraphXml('<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>', '')
  }
}

const paragraphXml = (properties: string, runs: string): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`

function indentXml(depth: number, hasMarker: boolean): string {
  if (depth === 0) return ''
  return `<w:ind w:left="${depth * INDENT}"${hasMarker ? ` w:hanging="${INDENT}"` : ''}/>`
}

function runsXml(spans: readonly Span[], links: Map<string, string>): string {
  return spans
    .map((span) => {
      if (span.href === null) return runXml(span)
      const id = links.get(span.href) ?? `rId${links.size + 1}`
      links.set(span.href, id)
      return `<w:hyperlink r:id="${id}">${runXml(span)}</w:hyperlink>`
    })
    .join('')
}

function runXml({ text, bold, italic, strike, code, href }: Span): string {
  const properties = [
    code ? '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' : '',
    bold ? '<w:b/>' : '',
    italic ? '<w:i/>' : '',
    strike ? '<w:strike/>' : '',
    href === null ? '' : '<w:color w:val="0563C1"/><w:u w:val="single"/>',
  ].join('')
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${xmlText(line)}</w:t>`)
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`
}

function tableXml(rows: readonly Span[][][], links: Map<string, string>): string {
  const columns = Math.max(1, ...rows.map((row) => row.length))
  const width = Math.floor(TEXT_WIDTH / columns)
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')
  const grid = Array.from({ length: columns }, () => `<w:gridCol w:w="${width}"/>`).join('')
  const lines = rows.map((row, at) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const spans = (row[column] ?? []).map((span) => (at === 0 ? { ...span, bold: true } : span))
      return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraphXml('', runsXml(spans, links))}</w:tc>`
    })
    return `<w:tr>${at === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.join('')}</w:tr>`
  })
  // Word needs a paragraph between tables and at the end.
  return `<w:tbl><w:tblPr><w:tblW w:w="${width * columns}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${lines.join('')}</w:tbl>${paragraphXml('', '')}`
}

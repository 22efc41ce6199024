import { strToU8, zipSync } from 'fflate'

interface TestWorkbook {
  /** XML after `<worksheet>`, by sheet name. */
  sheets: Record<string, string>
  /** XML inside the root of xl/styles.xml. */
  styles?: string
  strings?: readonly string[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook packed like Excel's, for tests. */
export function writeTestXlsx({ sheets, styles = '', strings = [] }: TestWorkbook): Uint8Array {
  const names = Object.keys(sheets)
  const part = (root: string, content: string) =>
    strToU8(`<?xml version="1.0"?><${root} xmlns="${MAIN}" xmlns:r="${OFFICE}">${content}</${root}>`)
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const list = names
    .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')
  const relations = [
    ...names.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    relation('rIdS', 'styles', 'styles.xml'),
    relation('rIdT', 'sharedStrings', 'sharedStrings.xml'),
  ]
  const shared = strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')
  const contents = names.map((name, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    part('worksheet', sheets[name] ?? ''),
  ])
  return zipSync(
    {
      'xl/workbook.xml': part('workbook', `<sheets>${list}</sheets>`),
      'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`),
      'xl/styles.xml': part('styleSheet', styles),
      'xl/sharedStrings.xml': part('sst', shared),
      ...Object.fromEntries(contents),
    },
    { level: 0 },
  )
}

import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { translate } from './sentence-book'
import { zhCN } from './zh-CN/zh-CN'

/** What stands in a gap of a template when it is looked up. */
const GAP = 'X1'

test('what the inbox tells is there in Chinese', () => {
  const files = globSync('lib/{runs,services}/**/*.ts').filter((file) => !/\.test\.ts$|raise-alert\.ts$/.test(file))
  const telling = files.filter((file) => /\braiseAlert\(|insert\(alerts\)/.test(readFileSync(file, 'utf8')))
  expect(telling.length).toBeGreaterThan(9)
  const sentences = telling.flatMap((file) => sentencesOf(file).map((text) => `${file}: ${text}`))
  expect(sentences.length).toBeGreaterThan(40)
  const lacking = sentences.filter(
    (line) => translate(line.slice(line.indexOf(': ') + 2), zhCN.sentences ?? {}) === null,
  )
  expect(lacking).toEqual([])
})

/** Texts of three words or more that begin as a sentence does, whole: not the pieces within a template. */
function sentencesOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) || ts.isImportDeclaration(node)) return
    const text = textOf(node)
    if (text !== null && /^(?:[A-Z“"]|X1)(?:\S* ){2}/.test(text)) found.push(text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('')
}

import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** What stands in a gap of a template when it is looked up. */
const GAP = 'X1'

/**
 * Texts of three words or more in a source file that begin as a sentence does, whole: not the pieces within a template,
 * and not what only the log is told of faults of our own.
 */
export function sentencesOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) || ts.isImportDeclaration(node) || isOwnFault(node)) return
    const text = textOf(node)
    if (text !== null && /^(?:[A-Z“"]|X1)(?:\S* ){2}/.test(text)) found.push(text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isOwnFault(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return false
  const { text } = node.expression
  if (!text.endsWith('Error')) return false
  const [code] = node.arguments ?? []
  return text !== 'AppError' || (code !== undefined && ts.isStringLiteral(code) && code.text === 'INTERNAL')
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(({ literal }) => GAP + literal.text).join('')
}

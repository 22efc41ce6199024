const RULES: readonly [RegExp, string][] = [
  // Code fences and rules between sections, without the text between them.
  [/^[ \t]*(?:```|~~~)[^\n]*$/gm, ' '],
  [/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, ' '],
  // The line below a table header, then the bars between cells.
  [/^(?=[ \t:-]*\|)(?=[ \t|:]*-)[ \t|:-]*$/gm, ' '],
  [/^[ \t]*\|(.*)\|[ \t]*$/gm, '$1'],
  [/^[ \t]*(?:>[ \t]?)+/gm, ''],
  [/^[ \t]*#{1,6}[ \t]+/gm, ''],
  [/^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/gm, ''],
  [/!?\[([^[\]\n]*)\]\([^()\s]*(?:[ \t]+"[^"\n]*")?\)/g, '$1'],
  [/(?<!`)(`{1,3})(?!`)([^\n]*?[^`\n])\1(?!`)/g, '$2'],
  [/(?<!\\)(\*{1,3})(?=\S)([^*\n]*[^*\s\\])\1(?!\*)/g, '$2'],
  // Within words an underscore is part of a name.
  [/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_\n]*[^_\s])\1(?![\p{L}\p{N}_])/gu, '$2'],
  [/~~(?=\S)([^~\n]*[^~\s])~~/g, '$1'],
  [/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1'],
]

/** Markdown as plain text, for single lines in lists. */
export const plainMarkdown = (text: string): string =>
  RULES.reduce((plain, [pattern, replacement]) => plain.replace(pattern, replacement), text)

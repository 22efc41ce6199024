import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import type { Parsed } from '../parsed'
import { parseMarkdown } from './parse-markdown'

const Lines = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))])
const Output = z.object({
  text: Lines.optional().catch(undefined),
  data: z
    .looseObject({ 'text/plain': Lines.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})
const Cell = z.object({ cell_type: z.string(), source: Lines, outputs: z.array(Output).optional().catch(undefined) })
const Notebook = z.object({
  nbformat: z.number(),
  cells: z.array(Cell),
  metadata: z
    .object({
      kernelspec: z.object({ language: z.string().optional() }).optional().catch(undefined),
      language_info: z.object({ name: z.string() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/** Inline images after their alternative text. */
const PASTED_PICTURE = /!\[([^[\]\n]{0,300})\]\(data:image\/[^()\s]*\)/g

/** Reads texts, code and text output of a Jupyter notebook, without images; null for other JSON. */
export function parseNotebook(value: unknown): Parsed | null {
  const notebook = Notebook.safeParse(value).data
  if (!notebook) return null
  const language = notebook.metadata?.language_info?.name ?? notebook.metadata?.kernelspec?.language ?? 'python'
  const blocks = notebook.cells.flatMap(({ cell_type, source, outputs = [] }) => {
    if (cell_type !== 'code') return [source.replace(PASTED_PICTURE, '$1')]
    const written = outputs.flatMap(({ text, data }) => text ?? data?.['text/plain'] ?? [])
    return [fenced(source, language), ...written.map((text) => fenced(asPrinted(text), ''))]
  })
  return parseMarkdown(new TextEncoder().encode(blocks.join('\n\n')))
}

/** Removes colors, and keeps the final state of lines overwritten with carriage returns. */
const asPrinted = (text: string): string => stripVTControlCharacters(text).replace(/^.*\r(?=[^\n])/gm, '')

function fenced(text: string, language: string): string {
  if (!text.trim()) return ''
  const fence = text.includes('```') ? '~~~~' : '```'
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`
}

'use client'
import { makeFirstPart, useLoadable } from '@/components/ui/part'
import type { MarkdownProps } from './markdown-props'

const rendered = makeFirstPart<MarkdownProps>(() =>
  import('./rendered-markdown').then((module) => module.RenderedMarkdown),
)

/** Loads the parser before the text is known. A failed load is repeated with the text. */
export const preloadMarkdown = (): void => void rendered.load().catch(() => null)

/** A model's text. It is shown as written until the parser is loaded. Most pages never need the parser. */
export function Markdown(props: MarkdownProps) {
  const { value: Rendered } = useLoadable(rendered, true)
  if (Rendered) return <Rendered {...props} />
  return <div className="whitespace-pre-wrap [overflow-wrap:anywhere]">{props.text}</div>
}

'use client'
import { memo, useMemo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import type { Citation } from '@/lib/core/citations'
import { CitationChip } from './citation-chip'
import { citationMarks } from './citation-marks'
import type { MarkdownProps } from './markdown-props'
import { safeUrl } from './safe-url'
import './markdown.css'

const NONE: readonly Citation[] = []

/** Renders a model's text without HTML, unsafe links or external images. */
export const RenderedMarkdown = memo(function RenderedMarkdown({
  text,
  citations = NONE,
  onCite,
  compact,
  withoutImages = false,
}: MarkdownProps) {
  const numbers = useMemo(() => new Set(citations.map(({ number }) => number)), [citations])
  const components = useMemo(() => makeComponents(citations, onCite, withoutImages), [citations, onCite, withoutImages])
  return (
    <div className={cn('markdown', compact && 'markdown-compact')}>
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize, [citationMarks, { numbers }]]}
        urlTransform={(url, key) => safeUrl(url, key === 'src' ? 'image' : 'link')}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})

function makeComponents(
  citations: readonly Citation[],
  onCite: MarkdownProps['onCite'],
  withoutImages: boolean,
): Components {
  return {
    a: ({ href, children }) =>
      href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {children}
        </a>
      ) : (
        <span>{children}</span>
      ),
    // biome-ignore lint/performance/noImgElement: a workspace file of unknown size that requires the session.
    img: ({ src, alt }) => (src && !withoutImages ? <img src={String(src)} alt={alt ?? ''} /> : <span>{alt}</span>),
    pre: ({ node, children }) => {
      const code = node?.children[0]
      const text = code?.type === 'element' && code.children[0]?.type === 'text' ? code.children[0].value : null
      return text === null ? <pre>{children}</pre> : <CodeBlock code={text.replace(/\n$/, '')} />
    },
    cite: ({ title }) => {
      const citation = citations.find(({ number }) => String(number) === title)
      return citation ? <CitationChip citation={citation} onOpen={onCite} /> : <span>[{title}]</span>
    },
  }
}

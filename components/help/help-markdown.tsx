'use client'
import Link from 'next/link'
import { type ComponentProps, memo, useMemo } from 'react'
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { CodeBlock } from '@/components/ui/code-block'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import '@/components/chat/markdown.css'
import './help.css'
import type { HelpText } from './help-data'
import { resolveLink } from './resolve-link'

/** Renders a help page. Links lead to pages of the help, headings have anchors, and pictures follow the theme. */
export const HelpMarkdown = memo(function HelpMarkdown({ page }: { page: HelpText }) {
  const components = useMemo(() => makeComponents(page), [page])
  return (
    <div className="markdown help-text">
      <ReactMarkdown skipHtml remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={components}>
        {page.text}
      </ReactMarkdown>
    </div>
  )
})

type HeadingProps = ComponentProps<'h2'> & ExtraProps

function makeComponents({ folder, headings }: HelpText): Components {
  const idAt = new Map(headings.map(({ line, id }) => [line, id]))
  const heading = (Tag: 'h2' | 'h3' | 'h4') =>
    function Heading({ node, children }: HeadingProps) {
      const id = idAt.get(node?.position?.start.line ?? 0)
      if (id === undefined) return <Tag>{children}</Tag>
      return (
        <Tag id={id} className="group scroll-mt-6">
          {children}
          <a href={`#${id}`} aria-label={t('help.linkToSection')} className="help-anchor">
            <Icon name="link" size={14} />
          </a>
        </Tag>
      )
    }
  return {
    h2: heading('h2'),
    h3: heading('h3'),
    h4: heading('h4'),
    a: ({ href = '', children }) => {
      const link = resolveLink(href, folder)
      if (link.kind === 'none') return <span>{children}</span>
      if (link.kind === 'page')
        return link.href.startsWith('#') ? <a href={link.href}>{children}</a> : <Link href={link.href}>{children}</Link>
      return (
        <a href={link.href} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
      )
    },
    img: ({ src, alt = '' }) => {
      const link = resolveLink(String(src ?? ''), folder)
      return link.kind === 'file' ? <Picture src={link.href} alt={alt} /> : <span>{alt}</span>
    },
    table: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      <section className="help-table" aria-label={t('help.table')} tabIndex={0}>
        <table>{children}</table>
      </section>
    ),
    pre: ({ node, children }) => {
      const code = node?.children[0]
      const text = code?.type === 'element' && code.children[0]?.type === 'text' ? code.children[0].value : null
      return text === null ? <pre>{children}</pre> : <CodeBlock code={text.replace(/\n$/, '')} />
    },
  }
}

/** Screenshots exist in both themes; drawings adapt by themselves. */
function Picture({ src, alt }: { src: string; alt: string }) {
  const isPair = src.endsWith('-light.png')
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: served by this server in its final size. */}
      <img src={src} alt={alt} loading="lazy" className={isPair ? 'dark:hidden' : 'help-drawing'} />
      {isPair ? (
        // biome-ignore lint/performance/noImgElement: as above.
        <img src={src.replace('-light.png', '-dark.png')} alt={alt} loading="lazy" className="hidden dark:block" />
      ) : null}
    </>
  )
}

import { cn } from './cn'
import { CopyButton } from './copy-button'

export interface CodeBlockProps {
  code: string
  /** Shown above the code: a language or a file name. */
  title?: string
  wrap?: boolean
  className?: string
  copyLabel?: string
}

export function CodeBlock({ code, title, wrap, className, copyLabel }: CodeBlockProps) {
  return (
    <figure className={cn('relative overflow-hidden rounded-md border bg-sunken', !title && 'flex', className)}>
      {title ? (
        <figcaption className="flex h-8 items-center border-b px-3 text-muted text-xs">{title}</figcaption>
      ) : null}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className={cn(
          'max-h-96 min-w-0 flex-1 overflow-auto p-3 font-mono text-ink text-xs leading-5',
          wrap ? 'whitespace-pre-wrap break-words' : 'whitespace-pre',
        )}
      >
        {code}
      </pre>
      <CopyButton
        text={code}
        className={title ? 'absolute top-1 right-1' : 'm-1'}
        {...(copyLabel === undefined ? {} : { label: copyLabel })}
      />
    </figure>
  )
}

'use client'
import { useState } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import { plainMarkdown } from '@/lib/core/plain-markdown'

const INSPECTED_CHARACTERS = 4_000

/** Whether text contains Markdown worth rendering. */
export function isMarkdown(text: string): boolean {
  const start = text.slice(0, INSPECTED_CHARACTERS).trim()
  return !/^[{[<]/.test(start) && plainMarkdown(start).trim() !== start
}

/** A rendered text, with its source one click away. */
export function MarkdownValue({ name, text }: { name?: string; text: string }) {
  const [isSource, setIsSource] = useState(false)
  const toggle = (
    <Button size="sm" variant="quiet" onClick={() => setIsSource(!isSource)}>
      {t(isSource ? 'runs.showFormatted' : 'runs.showSource')}
    </Button>
  )
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <span className="text-muted text-xs">{name}</span>
        {toggle}
      </div>
      {isSource ? (
        <CodeBlock code={text} wrap />
      ) : (
        <div className="max-h-96 overflow-auto rounded-md border bg-sunken px-3 py-2 text-sm">
          <Markdown text={text} compact />
        </div>
      )}
    </div>
  )
}

'use client'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import { asFileRefs } from '@/lib/core/file-ref'
import type { Json } from '@/lib/core/json'
import { FileList } from './file-view'
import { isMarkdown, MarkdownValue } from './markdown-value'
import { passagesOf } from './passages-of'
import { PassagesView } from './passages-view'

/** One value: files and passages rendered, text as text, everything else as JSON. */
export function ValueBlock({ name, value }: { name?: string; value: Json }) {
  const files = asFileRefs(value)
  if (files)
    return (
      <div className="flex flex-col gap-1">
        {name === undefined ? null : <p className="font-medium text-muted text-xs">{name}</p>}
        <FileList files={files} />
      </div>
    )
  if (typeof value === 'string' && isMarkdown(value))
    return <MarkdownValue text={value} {...(name === undefined ? {} : { name })} />
  const code = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const passages = passagesOf(value)
  if (passages) return <PassagesView passages={passages} json={code} {...(name === undefined ? {} : { name })} />
  return (
    <CodeBlock code={code === '' ? t('runs.noValue') : code} wrap {...(name === undefined ? {} : { title: name })} />
  )
}

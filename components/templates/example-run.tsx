'use client'
import { Markdown } from '@/components/chat/markdown'
import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { TemplateSampleView } from '@/lib/contracts/templates'
import type { Json } from '@/lib/core/json'

/** The sample run of a template: what went in, and the sample answer. */
export function ExampleRun({ sample }: { sample: TemplateSampleView }) {
  const { message, ...fields } = sample.inputs
  const shown = message === undefined ? Object.entries(fields) : [[t('templates.question'), message] as const]
  return (
    <section aria-label={t('templates.exampleAnswer')} className="rounded-lg border bg-surface">
      <header className="flex items-center justify-between gap-2 border-b px-3.5 py-2">
        <h3 className="font-medium text-sm">{t('templates.example')}</h3>
        <Badge tone="info">{t('templates.exampleAnswer')}</Badge>
      </header>
      <div className="flex flex-col gap-3 px-3.5 py-3 text-sm">
        <dl className="flex flex-col gap-2">
          {shown.map(([name, value]) => (
            <div key={name}>
              <dt className="text-muted text-xs">{sample.labels[name] ?? name}</dt>
              <dd className="line-clamp-4 whitespace-pre-wrap break-words">{textOf(value)}</dd>
            </div>
          ))}
        </dl>
        {sample.documents.length > 0 ? (
          <ul aria-label={t('templates.documents')} className="flex flex-wrap gap-1.5">
            {sample.documents.map((name) => (
              <li key={name} className="flex items-center gap-1.5 rounded-sm bg-sunken px-2 py-1 text-muted text-xs">
                <Icon name="file-text" size={13} />
                {name}
              </li>
            ))}
          </ul>
        ) : null}
        <div className="border-t pt-3">
          <p className="mb-1 text-muted text-xs">{t('templates.answer')}</p>
          <ExampleAnswer text={sample.answer} />
        </div>
      </div>
    </section>
  )
}

function ExampleAnswer({ text }: { text: string }) {
  const json = jsonIn(text)
  return json === undefined ? <Markdown text={text} /> : <CodeBlock code={JSON.stringify(json, null, 2)} />
}

function jsonIn(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

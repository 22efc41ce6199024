import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import { asFileRefs } from '@/lib/core/file-ref'
import type { Json } from '@/lib/core/json'
import { asLargeValue } from '@/lib/engine/large-value'
import { FileList } from './file-view'
import { LargeValue } from './large-value'

export function TraceSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted text-xs">{title}</h3>
      {children}
    </section>
  )
}

/** Named values, each as text when it is text, else as JSON. */
export function TraceValues({ title, values }: { title: string; values: Json }) {
  const isNamed = typeof values === 'object' && values !== null && !Array.isArray(values)
  const entries = isNamed ? Object.entries(values) : null
  return (
    <TraceSection title={title}>
      {entries === null ? (
        <TraceValue value={values} />
      ) : entries.length === 0 ? (
        <p className="text-faint text-sm">{t('runs.noValue')}</p>
      ) : (
        <div className="flex flex-col gap-2">
          {entries.map(([name, value]) => (
            <TraceValue key={name} name={name} value={value} />
          ))}
        </div>
      )}
    </TraceSection>
  )
}

function TraceValue({ name, value }: { name?: string; value: Json }) {
  const large = asLargeValue(value)
  if (large) return <LargeValue large={large} {...(name === undefined ? {} : { name })} />
  const files = asFileRefs(value)
  if (files)
    return (
      <div className="flex flex-col gap-1">
        {name === undefined ? null : <p className="font-medium text-muted text-xs">{name}</p>}
        <FileList files={files} />
      </div>
    )
  const code = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <CodeBlock code={code === '' ? t('runs.noValue') : code} wrap {...(name === undefined ? {} : { title: name })} />
  )
}

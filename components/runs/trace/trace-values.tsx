import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import { asLargeValue } from '@/lib/engine/run/large-value'
import { LargeValue } from '../values/large-value'
import { ValueBlock } from '../values/value-block'

export function TraceSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-muted text-xs">{title}</h3>
      {children}
    </section>
  )
}

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
  const titled = name === undefined ? {} : { name }
  return large ? <LargeValue large={large} {...titled} /> : <ValueBlock value={value} {...titled} />
}

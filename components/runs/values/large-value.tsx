'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorPanel } from '@/components/ui/error-panel'
import { formatBytes } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getRunValue } from '@/lib/contracts/runs'
import type { LargeValue as Large } from '@/lib/engine/run/large-value'
import { ValueBlock } from './value-block'

export interface LargeValueProps {
  large: Large['$value']
  name?: string
}

/** The beginning of a value stored outside the trace; the rest is loaded on demand. */
export function LargeValue({ large, name }: LargeValueProps) {
  const [isOpen, setIsOpen] = useState(false)
  const titled = name === undefined ? {} : { title: name }
  if (isOpen) return <WholeValue large={large} {...(name === undefined ? {} : { name })} />
  return (
    <div className="flex flex-col items-start gap-1.5">
      <CodeBlock code={`${large.preview}…`} wrap className="w-full" {...titled} />
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {t('runs.showWhole', { size: formatBytes(large.bytes) })}
      </Button>
    </div>
  )
}

function WholeValue({ large, name }: LargeValueProps) {
  const { runId, hash } = large
  const fullValue = useContractQuery(getRunValue, { params: { runId, hash } })
  if (fullValue.error) return <ErrorPanel error={fullValue.error} onRetry={() => void fullValue.refetch()} />
  const value = fullValue.data?.value ?? t('common.loading')
  return <ValueBlock value={value} {...(name === undefined ? {} : { name })} />
}

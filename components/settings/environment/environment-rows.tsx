'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import type { JsonObject } from '@/lib/core/json'
import { writtenValue } from './written-value'

interface Row {
  key: number
  environment: string
  value: string
}

/** One value for each environment. A row without a name or a value is not sent. */
export function EnvironmentRows({
  initial,
  onChange,
}: {
  initial: JsonObject
  onChange: (values: JsonObject) => void
}) {
  const names = useId()
  const [rows, setRows] = useState<readonly Row[]>(() =>
    Object.entries(initial).map(([environment, value], key) => ({ key, environment, value: writtenValue(value) })),
  )
  function update(next: readonly Row[]) {
    setRows(next)
    const filled = next.filter(({ environment, value }) => environment.trim() !== '' && value !== '')
    onChange(Object.fromEntries(filled.map(({ environment, value }) => [environment.trim(), value])))
  }
  const change = (key: number, part: Partial<Row>) =>
    update(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const isUnused = (name: string) => rows.every(({ environment }) => environment !== name)
  return (
    <div className="flex flex-col gap-2">
      {rows.map(({ key, environment, value }) => (
        <div key={key} className="flex items-center gap-2">
          <Input
            aria-label={t('settings.environmentName')}
            value={environment}
            list={names}
            spellCheck={false}
            onChange={(event) => change(key, { environment: event.target.value })}
            className="w-36 shrink-0 font-mono text-xs"
          />
          <Input
            aria-label={t('settings.environmentValue')}
            value={value}
            spellCheck={false}
            onChange={(event) => change(key, { value: event.target.value })}
            className="min-w-0 flex-1 font-mono text-xs"
          />
          <IconButton
            icon="trash"
            label={t('settings.environmentRemoveValue')}
            onClick={() => update(rows.filter((row) => row.key !== key))}
          />
        </div>
      ))}
      <datalist id={names}>
        {STANDARD_ENVIRONMENTS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div>
        <Button
          icon="plus"
          onClick={() => {
            const key = Math.max(-1, ...rows.map((row) => row.key)) + 1
            update([...rows, { key, environment: STANDARD_ENVIRONMENTS.find(isUnused) ?? '', value: '' }])
          }}
        >
          {t('settings.environmentAddValue')}
        </Button>
      </div>
    </div>
  )
}

'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { ModelPolicy } from '@/lib/contracts/governance'

export interface PrivateModeCardProps {
  value: ModelPolicy['privateMode']
  /** Hosts of the workspace's connections. */
  suggestions: readonly string[]
  operatorHosts: readonly string[] | null
  onChange: (value: ModelPolicy['privateMode']) => void
  isReadOnly: boolean
}

export function PrivateModeCard({ value, suggestions, operatorHosts, onChange, isReadOnly }: PrivateModeCardProps) {
  const id = useId()
  // The text field keeps empty lines; the policy contains hosts only.
  const [text, setText] = useState(value?.hosts.join('\n') ?? '')
  function write(next: string) {
    setText(next)
    onChange({ hosts: hostsOf(next) })
  }
  const missing = suggestions.filter((host) => !value?.hosts.includes(host))
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('governance.privateMode')}</CardTitle>
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="text-muted text-xs">
            {t('governance.privateOn')}
          </label>
          <Switch
            id={id}
            aria-label={`${t('governance.privateMode')}: ${t('governance.privateOn')}`}
            checked={value !== null}
            disabled={isReadOnly}
            onCheckedChange={(isOn) => onChange(isOn ? { hosts: hostsOf(text) } : null)}
          />
        </div>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <p className="text-muted text-xs">{t('governance.privateHint')}</p>
        {operatorHosts ? (
          <p className="rounded-md bg-info-soft px-3 py-2 text-info text-sm">
            {operatorHosts.length === 0
              ? t('governance.operatorOnNone')
              : t('governance.operatorOn', { hosts: operatorHosts.join(', ') })}
          </p>
        ) : null}
        {value === null ? (
          <p className="text-sm">{t('governance.privateOff')}</p>
        ) : (
          <Field label={t('governance.hosts')} hint={t('governance.hostsHint')}>
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                spellCheck={false}
                className="font-mono text-xs"
                value={text}
                disabled={isReadOnly}
                onChange={(event) => write(event.target.value)}
              />
            )}
          </Field>
        )}
        {value !== null && !isReadOnly && missing.length > 0 ? (
          <div className="flex flex-wrap gap-1.5">
            {missing.map((host) => (
              <Button key={host} size="sm" icon="plus" onClick={() => write([...hostsOf(text), host].join('\n'))}>
                {t('governance.addHost', { host })}
              </Button>
            ))}
          </div>
        ) : null}
      </CardContent>
    </Card>
  )
}

const hostsOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((host) => host.trim())
    .filter((host) => host !== '')

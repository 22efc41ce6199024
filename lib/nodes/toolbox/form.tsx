'use client'
import { useState } from 'react'
import type { NodeFormProps } from '@/components/canvas/node-form-props'
import { ActionPicker } from '@/components/node-form/actions/action-picker'
import { ActionSettingsForm } from '@/components/node-form/actions/action-settings-form'
import { usePluginCatalog } from '@/components/node-form/actions/use-plugin-catalog'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import type { Json, JsonObject } from '@/lib/core/json'

export default function ToolboxForm({ config, onChange }: NodeFormProps) {
  const catalog = usePluginCatalog()
  const tools = Array.isArray(config.tools) ? config.tools.filter(isObject) : []
  const [isAdding, setAdding] = useState(tools.length === 0)
  const setTools = (next: JsonObject[]) => onChange({ ...config, tools: next })
  return (
    <div className="flex flex-col gap-3">
      {tools.map((tool, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tools have no ids, and their order does not change.
        <Disclosure key={index} label={titleOf(tool)}>
          <div className="flex flex-col gap-4">
            <Field label={t('integrations.toolName')} hint={t('integrations.toolNameHelp')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={60}
                  value={textOf(tool.name)}
                  onChange={(event) => setTools(tools.with(index, { ...tool, name: event.target.value }))}
                />
              )}
            </Field>
            <Field label={t('integrations.toolDescription')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={1_000}
                  value={textOf(tool.description)}
                  onChange={(event) => setTools(tools.with(index, { ...tool, description: event.target.value }))}
                />
              )}
            </Field>
            <ActionSettingsForm
              value={tool}
              onChange={(next) => setTools(tools.with(index, next))}
              path={['tools', String(index)]}
            />
            <Button size="sm" variant="ghost" onClick={() => setTools(tools.filter((_, place) => place !== index))}>
              {t('integrations.removeAction')}
            </Button>
          </div>
        </Disclosure>
      ))}
      {isAdding ? (
        <ActionPicker
          catalog={catalog}
          onSelect={(settings) => {
            setTools([...tools, settings])
            setAdding(false)
          }}
        />
      ) : (
        <Button size="sm" onClick={() => setAdding(true)}>
          {t('integrations.addAction')}
        </Button>
      )}
    </div>
  )
}

function titleOf(tool: JsonObject): string {
  const { service = '', title = '' } = isObject(tool.outline) ? tool.outline : {}
  return [textOf(service), textOf(title)].filter((text) => text !== '').join(' · ') || t('integrations.selectAction')
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

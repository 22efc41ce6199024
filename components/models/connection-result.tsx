'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type ConnectionView, listModels, setDefaultModel } from '@/lib/contracts/models'
import { ModelsByAbility } from './models-by-ability'

/** The test result. The first language model becomes the default; another one can be selected. */
export function ConnectionResult({ connection, onDone }: { connection: ConnectionView; onDone: () => void }) {
  const chat = connection.models.filter(({ ability }) => ability === 'chat')
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-center gap-2 rounded-md bg-success-soft px-3 py-2 text-sm text-success">
        <Icon name="circle-check" size={16} />
        {t('models.works', {
          name: connection.name,
          models: t('models.modelCount', { count: connection.models.length }),
        })}
      </p>
      <ModelsByAbility models={connection.models} />
      {chat.length === 0 ? null : <DefaultChoice connection={connection} chat={chat} />}
      <Button variant="primary" className="self-end" onClick={onDone}>
        {t('models.done')}
      </Button>
    </div>
  )
}

interface ModelRef {
  connection: string
  model: string
}

interface DefaultChoiceProps {
  connection: ConnectionView
  chat: ConnectionView['models']
}

function DefaultChoice({ connection, chat }: DefaultChoiceProps) {
  const [current, setCurrent] = useState<ModelRef | null>(null)
  const [selected, setSelected] = useState(chat[0]?.id ?? '')
  const save = useContractMutation(setDefaultModel, {
    onSuccess: (_, { body }) => {
      setCurrent(body.chat)
      toast.success(t('models.defaultSaved'))
    },
  })
  useEffect(() => {
    // Does not update the cache: the page would unmount this dialog once there is a default.
    request(listModels, {}).then(
      ({ defaultChat }) => setCurrent(defaultChat),
      () => undefined,
    )
  }, [])
  const isDefault = current?.connection === connection.id
  const label = chat.find(({ id }) => id === current?.model)?.label
  return (
    <div className="flex flex-col gap-3">
      {isDefault && label !== undefined ? (
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="min-w-0 flex-1">{t('models.isDefault', { model: label })}</span>
          <Button size="sm" busy={save.isPending} onClick={() => save.mutate({ body: { chat: null } })}>
            {t('common.undo')}
          </Button>
        </p>
      ) : null}
      <Field label={t('models.defaultTitle')} hint={t('models.defaultHint')}>
        {(control) => (
          <span className="flex gap-2">
            <Select
              {...control}
              className="min-w-0 flex-1"
              value={selected}
              onValueChange={setSelected}
              options={chat.map(({ id, label: name }) => ({ value: id, label: name }))}
            />
            <Button
              icon="star"
              busy={save.isPending}
              disabled={isDefault && current?.model === selected}
              onClick={() => save.mutate({ body: { chat: { connection: connection.id, model: selected } } })}
            >
              {t('models.useAsDefault')}
            </Button>
          </span>
        )}
      </Field>
    </div>
  )
}

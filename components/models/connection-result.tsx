'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { type ConnectionView, setDefaultModel } from '@/lib/contracts/models'
import { ModelsByAbility } from './models-by-ability'

/** What the test found, and one click to make it what “Automatic” stands for. */
export function ConnectionResult({ connection, onDone }: { connection: ConnectionView; onDone: () => void }) {
  const chat = connection.models.filter(({ ability }) => ability === 'chat')
  const [chosen, setChosen] = useState(chat[0]?.id ?? '')
  const save = useContractMutation(setDefaultModel, {
    onSuccess: () => {
      toast.success(t('models.defaultSaved'))
      onDone()
    },
  })
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
      {chat.length === 0 ? null : (
        <Field label={t('models.defaultTitle')} hint={t('models.defaultHint')}>
          {(control) => (
            <Select
              {...control}
              value={chosen}
              onValueChange={setChosen}
              options={chat.map(({ id, label }) => ({ value: id, label }))}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {chat.length === 0 ? null : (
          <Button
            icon="star"
            busy={save.isPending}
            onClick={() => save.mutate({ body: { chat: { connection: connection.id, model: chosen } } })}
          >
            {t('models.useAsDefault')}
          </Button>
        )}
        <Button variant="primary" onClick={onDone}>
          {t('models.done')}
        </Button>
      </div>
    </div>
  )
}

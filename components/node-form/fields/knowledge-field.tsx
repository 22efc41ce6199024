'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { createKnowledgeBase, listKnowledgeBases } from '@/lib/contracts/knowledge'

export interface KnowledgeFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

/** A knowledge base of the workspace. The first one can be created here. */
export function KnowledgeField({ value, onChange, control }: KnowledgeFieldProps) {
  const query = useContractQuery(listKnowledgeBases, {})
  const create = useContractMutation(createKnowledgeBase, {
    invalidates: [listKnowledgeBases],
    onSuccess: (created) => onChange(created.id),
  })
  const bases = query.data?.knowledgeBases ?? []
  const isMissing = value !== '' && !query.isPending && !bases.some((base) => base.id === value)
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        {...control}
        value={value || undefined}
        placeholder={t('canvas.chooseKnowledge')}
        onValueChange={onChange}
        options={[
          ...bases.map((base) => ({
            value: base.id,
            label: base.name,
            description: t('canvas.documentCount', { count: base.documentCount }),
          })),
          ...(isMissing ? [{ value, label: t('canvas.missingKnowledge'), disabled: true }] : []),
        ]}
      />
      {value !== '' && !isMissing ? (
        <Link href={`/knowledge/${value}`} className="self-start text-accent text-xs underline">
          {t('inspector.openKnowledge')}
        </Link>
      ) : null}
      <Button
        size="sm"
        icon="plus"
        variant="ghost"
        className="self-start"
        busy={create.isPending}
        onClick={() => create.mutate({ body: { name: t('canvas.newKnowledgeName') } })}
      >
        {t('canvas.newKnowledge')}
      </Button>
    </div>
  )
}

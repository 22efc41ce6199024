'use client'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { SearchInput } from '@/components/ui/search-input'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'

const SEARCH_FROM = 13

interface Option {
  value: string
  label: string
}

export interface PolicyListCardProps {
  title: string
  hint: string
  /** Undefined if the rule is off and everything is allowed. */
  value: readonly string[] | undefined
  options: readonly Option[]
  onChange: (value: string[] | undefined) => void
  isReadOnly: boolean
  /** Whether values outside the list can be added. */
  takesOthers?: boolean
}

/** One rule: off, or a list of allowed values. */
export function PolicyListCard(props: PolicyListCardProps) {
  const { title, hint, value, onChange, isReadOnly } = props
  const id = useId()
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="text-muted text-xs">
            {t('governance.selectedOnly')}
          </label>
          <Switch
            id={id}
            aria-label={`${title}: ${t('governance.selectedOnly')}`}
            checked={value !== undefined}
            disabled={isReadOnly}
            onCheckedChange={(isOn) => onChange(isOn ? [] : undefined)}
          />
        </div>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <p className="text-muted text-xs">{hint}</p>
        {value === undefined ? (
          <p className="text-sm">{t('governance.allAllowed')}</p>
        ) : (
          <Choices {...props} value={value} />
        )}
      </CardContent>
    </Card>
  )
}

function Choices({
  title,
  value,
  options,
  onChange,
  isReadOnly,
  takesOthers,
}: PolicyListCardProps & { value: readonly string[] }) {
  const [search, setSearch] = useState('')
  const known = new Set(options.map((option) => option.value))
  const others = value.filter((name) => !known.has(name)).map((name) => ({ value: name, label: name }))
  const text = search.trim().toLowerCase()
  const shown = [...options, ...others].filter(({ label }) => label.toLowerCase().includes(text))
  const toggle = (name: string, isOn: boolean) =>
    onChange(isOn ? [...value, name] : value.filter((other) => other !== name))
  return (
    <>
      {options.length >= SEARCH_FROM ? (
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('governance.searchIn', { list: title.toLowerCase() })}
          className="max-w-xs"
        />
      ) : null}
      <ul className="grid max-h-72 overflow-y-auto sm:max-h-none gap-x-4 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {shown.map((option) => (
          <ChoiceItem
            key={option.value}
            option={option}
            isOn={value.includes(option.value)}
            onToggle={(isOn) => toggle(option.value, isOn)}
            isReadOnly={isReadOnly}
          />
        ))}
      </ul>
      {takesOthers && !isReadOnly ? (
        <OtherInput title={title} onAdd={(name) => toggle(name, !value.includes(name))} />
      ) : null}
      {value.length === 0 ? <p className="text-warning text-xs">{t('governance.nothingAllowed')}</p> : null}
    </>
  )
}

interface ChoiceItemProps {
  option: Option
  isOn: boolean
  onToggle: (isOn: boolean) => void
  isReadOnly: boolean
}

function ChoiceItem({ option, isOn, onToggle, isReadOnly }: ChoiceItemProps) {
  const id = useId()
  return (
    <li className="flex min-h-7 items-center gap-2 text-sm">
      <Checkbox id={id} checked={isOn} disabled={isReadOnly} onCheckedChange={(next) => onToggle(next === true)} />
      <label htmlFor={id} className="min-w-0 truncate py-1" title={option.label}>
        {option.label}
      </label>
    </li>
  )
}

function OtherInput({ title, onAdd }: { title: string; onAdd: (name: string) => void }) {
  const [text, setText] = useState('')
  const name = text.trim()
  return (
    <form
      className="flex max-w-xs gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (name === '') return
        onAdd(name)
        setText('')
      }}
    >
      <Input
        value={text}
        maxLength={100}
        aria-label={`${title}: ${t('governance.addOtherLabel')}`}
        placeholder={t('governance.addOtherPlaceholder')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={name === ''}>
        {t('governance.addOther')}
      </Button>
    </form>
  )
}

'use client'
import { useState } from 'react'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { SearchInput } from '../ui/search-input'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { Slider } from '../ui/slider'
import { Switch } from '../ui/switch'
import { SwitchRow } from '../ui/switch-row'
import { Textarea } from '../ui/textarea'
import { Example, Section } from './example'

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: 'Chinese', description: 'Simplified' },
  { value: 'ja', label: 'Japanese', disabled: true },
]

export function FieldSection() {
  const [search, setSearch] = useState('')
  const [language, setLanguage] = useState('en')
  const [amount, setAmount] = useState(40)
  const [isOn, setIsOn] = useState(true)
  return (
    <Section title="Fields">
      <Example name="Field, Input">
        <Field label="Name" hint="Shown on the chat page." required className="w-full">
          {(control) => <Input {...control} defaultValue="Support" />}
        </Field>
      </Example>
      <Example name="Field with an error">
        <Field label="Address" error="Enter an address that starts with https://." className="w-full">
          {(control) => <Input {...control} defaultValue="example" />}
        </Field>
      </Example>
      <Example name="Textarea">
        <Textarea aria-label="Instructions" defaultValue="Answer in one sentence." />
      </Example>
      <Example name="Input disabled">
        <Input aria-label="Key" disabled defaultValue="sk-…" />
      </Example>
      <Example name="Select">
        <Select aria-label="Language" value={language} onValueChange={setLanguage} options={LANGUAGES} />
        <Select aria-label="Language" value={language} onValueChange={setLanguage} options={LANGUAGES} size="sm" />
        <Select aria-label="Language" value={undefined} onValueChange={setLanguage} placeholder="Choose" disabled />
      </Example>
      <Example name="SegmentedControl">
        <SegmentedControl label="Language" value={language} onValueChange={setLanguage} options={LANGUAGES} />
      </Example>
      <Example name="SearchInput">
        <SearchInput label="Search apps" value={search} onValueChange={setSearch} />
      </Example>
      <Example name="Slider">
        <Slider aria-label="Temperature" value={amount} onValueChange={setAmount} min={0} max={100} />
      </Example>
      <Example name="Checkbox, Switch">
        <Checkbox aria-label="Selected" checked={isOn} onCheckedChange={(checked) => setIsOn(checked === true)} />
        <Checkbox aria-label="Partly selected" checked="indeterminate" />
        <Checkbox aria-label="Disabled" checked={false} disabled />
        <Switch aria-label="On" checked={isOn} onCheckedChange={setIsOn} />
        <Switch aria-label="Disabled" checked={false} disabled />
      </Example>
      <Example name="SwitchRow">
        <SwitchRow label="Stream" hint="Send the answer while it is generated." checked={isOn} onChange={setIsOn} />
      </Example>
    </Section>
  )
}

'use client'
import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { SwitchRow } from '@/components/ui/switch-row'
import { languageName } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { KnowledgeBaseView } from '@/lib/contracts/knowledge'
import type { OcrSettings } from '@/lib/core/knowledge/ocr-settings'

export interface OcrFieldsProps {
  value: OcrSettings
  installed: KnowledgeBaseView['ocr']['installed']
  error: string | undefined
  onChange: (value: OcrSettings) => void
}

/** Whether scanned pages and images are read, and in which installed languages. */
export function OcrFields({ value, installed, error, onChange }: OcrFieldsProps) {
  if (installed.length === 0) return null
  const choose = (language: string, isSelected: boolean) => {
    const others = value.languages.filter((other) => other !== language)
    onChange({ ...value, languages: isSelected ? [...others, language] : others })
  }
  return (
    <div className="flex flex-col gap-3">
      <SwitchRow
        label={t('knowledge.ocr')}
        hint={t('knowledge.ocrHint')}
        checked={value.isOn}
        onChange={(isOn) => onChange({ ...value, isOn })}
      />
      {value.isOn ? (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-2" aria-label={t('knowledge.ocrLanguages')}>
          {installed.map((language) => (
            <LanguageBox
              key={language}
              name={nameOf(language)}
              checked={value.languages.includes(language)}
              onChange={(isSelected) => choose(language, isSelected)}
            />
          ))}
        </fieldset>
      ) : null}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </div>
  )
}

function LanguageBox(props: { name: string; checked: boolean; onChange: (isSelected: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex items-center gap-2 text-sm">
      <Checkbox id={id} checked={props.checked} onCheckedChange={(checked) => props.onChange(checked === true)} />
      <label htmlFor={id}>{props.name}</label>
    </div>
  )
}

/** Tesseract names that are not ISO language codes. */
const TAGS: Readonly<Record<string, string>> = { chi_sim: 'zh-Hans', chi_tra: 'zh-Hant' }

const nameOf = (language: string) => languageName(TAGS[language] ?? language.split('_')[0] ?? language)

'use client'
import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Switch } from '@/components/ui/switch'
import { languageName } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { KnowledgeBaseView } from '@/lib/contracts/knowledge'
import type { OcrSettings } from '@/lib/core/ocr-settings'

export interface OcrFieldsProps {
  value: OcrSettings
  installed: KnowledgeBaseView['ocr']['installed']
  error: string | undefined
  onChange: (value: OcrSettings) => void
}

/** Whether scanned pages and pictures are read, and in which of the languages that are here. */
export function OcrFields({ value, installed, error, onChange }: OcrFieldsProps) {
  const id = useId()
  if (installed.length === 0) return null
  const choose = (language: string, isChosen: boolean) => {
    const others = value.languages.filter((other) => other !== language)
    onChange({ ...value, languages: isChosen ? [...others, language] : others })
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <div className="flex items-start justify-between gap-4">
        <div>
          <label htmlFor={id} className="font-medium text-sm">
            {t('knowledge.ocr')}
          </label>
          <p id={`${id}-hint`} className="text-muted text-xs">
            {t('knowledge.ocrHint')}
          </p>
        </div>
        <Switch
          id={id}
          checked={value.isOn}
          onCheckedChange={(isOn) => onChange({ ...value, isOn })}
          aria-describedby={`${id}-hint`}
        />
      </div>
      {value.isOn ? (
        <div className="flex flex-wrap gap-x-4 gap-y-2" role="group" aria-label={t('knowledge.ocrLanguages')}>
          {installed.map((language) => (
            <label key={language} className="flex items-center gap-2 text-sm">
              <Checkbox
                checked={value.languages.includes(language)}
                onCheckedChange={(checked) => choose(language, checked === true)}
              />
              {nameOf(language)}
            </label>
          ))}
        </div>
      ) : null}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}

/** Where Tesseract's names are no ISO codes of a language. */
const TAGS: Readonly<Record<string, string>> = { chi_sim: 'zh-Hans', chi_tra: 'zh-Hant' }

const nameOf = (language: string) => languageName(TAGS[language] ?? language.split('_')[0] ?? language)

'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'

interface PasteAreaProps {
  isBusy: boolean
  onText: (text: string) => Promise<void>
}

/** For builders that only copy to the clipboard. */
export function PasteArea({ isBusy, onText }: PasteAreaProps) {
  const [text, setText] = useState('')
  return (
    <Disclosure label={t('moveIn.paste')}>
      <div className="flex flex-col items-start gap-2">
        <Textarea
          aria-label={t('moveIn.pasteLabel')}
          placeholder={t('moveIn.pastePlaceholder')}
          rows={6}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-xs"
        />
        <Button
          busy={isBusy}
          disabled={text.trim() === ''}
          onClick={() => {
            void onText(text)
            setText('')
          }}
        >
          {t('moveIn.readText')}
        </Button>
      </div>
    </Disclosure>
  )
}

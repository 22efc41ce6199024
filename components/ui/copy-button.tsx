'use client'
import { useEffect, useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { IconButton } from './icon-button'
import { toast } from './toast'

export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_600)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      toast.error(t('common.copyFailed'))
    }
  }

  return (
    <IconButton
      icon={copied ? 'check' : 'copy'}
      label={copied ? t('common.copied') : (label ?? t('common.copy'))}
      size="sm"
      onClick={() => void copy()}
      className={className}
    />
  )
}

import type { ReactNode } from 'react'
import { ModelsTabs } from '@/components/shell/models-tabs'

export default function ModelsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ModelsTabs />
      {children}
    </>
  )
}

'use client'
import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The editor is large, and few nodes have code: it comes when one is opened. */
export const CodeField = dynamic(() => import('./code-editor'), {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
})

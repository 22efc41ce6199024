export function circumstances(): { date: string; commit: string; machine: string }

import { type Setting, settings } from './settings.ts'

/** Every setting as `--help` and the docs page show it. */
export function describeSettings(): {
  name: string
  default: string
  unit: string
  help: string
}[] {
  return Object.values<Setting<unknown, unknown>>(settings).map((setting) => ({
    name: setting.name,
    default: setting.defaultText ?? (setting.default === undefined ? 'unset' : String(setting.default)),
    unit: setting.unit ?? '',
    help: setting.help,
  }))
}

/** The same as text for a terminal. */
export function settingsHelp(): string {
  const lines = describeSettings().map(
    (setting) => `  ${setting.name.padEnd(31)} ${setting.help} (default: ${setting.default})`,
  )
  return `Settings (environment or .env):\n${lines.join('\n')}`
}

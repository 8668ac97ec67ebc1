import type { Format } from '../log/event.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { readLogSettings } from '../log/settings.ts';
import { structuredFormat } from '../log/structured-format.ts';
import type { Terminal } from '../log/terminal.ts';
import { bareFormat, textFormat } from '../log/text-format.ts';
import type { Io } from './io.ts';

/** @returns the log that the environment asks for, on stderr */
export function openLogger(io: Io, terminal: Terminal): Logger {
  const { level, format, warning } = readLogSettings(io.env, io.readFile);
  const formats: Readonly<Record<typeof format, Format>> = {
    text: textFormat,
    bare: bareFormat,
    structured: structuredFormat(io.pid),
  };
  const now = () => io.clock.now();
  const logger = createLogger({ level, format: formats[format], writeLine: terminal.writeLine, now });
  if (warning !== undefined) logger.warning(warning);
  return logger;
}

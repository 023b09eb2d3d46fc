// Times as people read them, in the person's time zone. What is no time stays as it came.

type Style = Intl.DateTimeFormatOptions;

function formatted(iso: string, time_zone: string | undefined, style: Style): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...style, timeZone: time_zone || undefined }).format(at);
  } catch {
    return new Intl.DateTimeFormat('en-GB', style).format(at); // A zone that this browser does not know.
  }
}

export function day(iso: string, time_zone?: string): string {
  return formatted(iso, time_zone, { day: 'numeric', month: 'long', year: 'numeric' });
}

export function moment(iso: string, time_zone?: string): string {
  return formatted(iso, time_zone, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

// Short, for lists: the time today, the day this year, else with the year.
export function brief(iso: string, time_zone?: string, now = new Date()): string {
  const today = now.toISOString();
  if (day(iso, time_zone) === day(today, time_zone))
    return formatted(iso, time_zone, { hour: '2-digit', minute: '2-digit' });
  const year = (text: string) => formatted(text, time_zone, { year: 'numeric' });
  return formatted(iso, time_zone, {
    day: 'numeric',
    month: 'short',
    ...(year(iso) === year(today) ? {} : { year: 'numeric' }),
  });
}

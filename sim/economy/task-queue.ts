/**
 * The tasks of one kind that are open, as numbered tickets, and the line of jobs (copies of tasks) that wait for
 * a member, first come first served. Ticket numbers are reused once a task is over.
 */
export interface Line {
  /** Opens a task that arrives now; times in days, work of each copy in resource-hours. */
  open(arrival: number, deadline: number, hours: number): number;
  arrival(ticket: number): number;
  deadline(ticket: number): number;
  hours(ticket: number): number;
  /** Puts one job of the task at the end of the line. */
  wait(ticket: number): void;
  /** Ticket of the job that waits longest, or -1. */
  head(): number;
  /** Removes that job from the line. */
  take(): void;
  /** An operator begins a job of the task, breaks it off, or finishes it. */
  begin(ticket: number, operator: number): void;
  abandon(ticket: number, operator: number): void;
  finish(ticket: number, operator: number): void;
  /** Gives one job of the task up: the task is lost. */
  lose(ticket: number): void;
  isDoing(ticket: number, operator: number): boolean;
  /** Whether every job of the task has ended, and whether one of them was given up. */
  isOver(ticket: number): boolean;
  isLost(ticket: number): boolean;
  /** Operators that did the task. */
  doers(ticket: number): readonly number[];
  /** Frees the ticket of a task that is over. */
  discard(ticket: number): void;
}

interface Ticket {
  arrival: number;
  deadline: number;
  hours: number;
  /** Jobs neither finished nor given up. */
  open: number;
  lost: boolean;
  readonly doers: number[];
}

/** An empty line for tasks of `copies` jobs each. */
export function createLine(copies: number): Line {
  // Ticket objects are pooled: a year of tasks allocates only as many as were ever open at once.
  const tickets: Ticket[] = [];
  const free: number[] = [];
  let waiting: number[] = [];
  let first = 0;
  return {
    open: (arrival, deadline, hours) => {
      const ticket =
        free.pop() ?? tickets.push({ arrival, deadline, hours, open: 0, lost: false, doers: [] }) - 1;
      const task = tickets[ticket]!;
      task.arrival = arrival;
      task.deadline = deadline;
      task.hours = hours;
      task.open = copies;
      task.lost = false;
      task.doers.length = 0;
      return ticket;
    },
    arrival: ticket => tickets[ticket]!.arrival,
    deadline: ticket => tickets[ticket]!.deadline,
    hours: ticket => tickets[ticket]!.hours,
    wait: ticket => {
      waiting.push(ticket);
    },
    head: () => (first < waiting.length ? waiting[first]! : -1),
    take: () => {
      first++;
      if (first > 1_024 && first * 2 > waiting.length) {
        waiting = waiting.slice(first);
        first = 0;
      }
    },
    begin: (ticket, operator) => {
      tickets[ticket]!.doers.push(operator);
    },
    abandon: (ticket, operator) => {
      const { doers } = tickets[ticket]!;
      doers.splice(doers.indexOf(operator), 1);
    },
    finish: ticket => {
      tickets[ticket]!.open--;
    },
    lose: ticket => {
      tickets[ticket]!.open--;
      tickets[ticket]!.lost = true;
    },
    isDoing: (ticket, operator) => tickets[ticket]!.doers.includes(operator),
    isOver: ticket => tickets[ticket]!.open === 0,
    isLost: ticket => tickets[ticket]!.lost,
    doers: ticket => tickets[ticket]!.doers,
    discard: ticket => {
      free.push(ticket);
    },
  };
}

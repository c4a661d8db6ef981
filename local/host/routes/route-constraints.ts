type Check = (value: string) => boolean;

const number = (text: string | undefined) => Number(text?.trim());

const wholeNumber =
  (least: bigint, most: bigint): Check =>
  (value) => {
    if (!/^[+-]?\d{1,20}$/.test(value)) return false;
    const whole = BigInt(value.replace(/^\+/, ''));
    return whole >= least && whole <= most;
  };
const long = wholeNumber(-(2n ** 63n), 2n ** 63n - 1n);
const pattern =
  (expression: RegExp): Check =>
  (value) =>
    expression.test(value);
const decimal = pattern(/^[+-]?(\d+\.?\d*|\.\d+)$/);
const float = pattern(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i);

/**
 * The inline constraints of ASP.NET routes, each made from what is between its parentheses.
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-constraints
 */
const constraints: Record<string, (argument: string) => Check> = {
  int: () => wholeNumber(-(2n ** 31n), 2n ** 31n - 1n),
  long: () => long,
  bool: () => pattern(/^(true|false)$/i),
  guid: () =>
    pattern(
      /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\})$/i,
    ),
  alpha: () => pattern(/^[a-z]*$/i),
  decimal: () => decimal,
  double: () => float,
  float: () => float,
  datetime: () => (value) => !Number.isNaN(Date.parse(value)),
  required: () => (value) => value !== '',
  length: (argument) => {
    const [least, most = least] = argument.split(',').map(number);
    return (value) => value.length >= Number(least) && value.length <= Number(most);
  },
  minlength: (argument) => (value) => value.length >= number(argument),
  maxlength: (argument) => (value) => value.length <= number(argument),
  min: (argument) => (value) => long(value) && Number(value) >= number(argument),
  max: (argument) => (value) => long(value) && Number(value) <= number(argument),
  range: (argument) => {
    const [least, most] = argument.split(',').map(number);
    return (value) => long(value) && Number(value) >= Number(least) && Number(value) <= Number(most);
  },
  regex: (argument) => pattern(new RegExp(argument, 'i')),
};

/**
 * Makes the check for one constraint, such as `int`, `length(1,5)` or `regex(^a+$)`.
 *
 * @returns undefined if there is no such constraint, which stops the whole real host
 */
export function routeConstraint(text: string): Check | undefined {
  const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(text) ?? [];
  return Object.hasOwn(constraints, name.toLowerCase())
    ? constraints[name.toLowerCase()]?.(argument)
    : undefined;
}

"""The same criteria, said to other rule engines as somebody would who knows them, and to a plain Python function.

Where an engine has no word for "not answered", each comparison is guarded by `x != null`, as it has to be for the engine
not to raise; its plain form is asked as well, to see what it makes of a missing answer.
"""

import importlib
import json
import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from screening.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Equals, Includes, LessThan, MoreThan, Not, NotAbove, Unsettled
from screening.criterion import Criterion
from screening.items import ItemType, Questionnaire

os.environ.setdefault("RUST_BACKTRACE", "0")
Facts = dict[str, Any]
_SIGN = {AtLeast: ">=", MoreThan: ">", AtMost: "<=", LessThan: "<"}


class Engine(NamedTuple):
    """`run` judges all criteria; `one` judges one of them in its plain form, and may raise."""

    name: str
    run: Callable[[Facts], object]
    one: Callable[[int, Facts], object]


def name_of(link_id: str) -> str:
    return link_id.replace("-", "_")


class Words:
    """Conditions in the syntax that most expression languages share."""

    def __init__(self, questionnaire: Questionnaire, *, guarded: bool, floats: bool = False) -> None:
        self.questionnaire, self.guarded, self.floats = questionnaire, guarded, floats

    AND, OR = " and ", " or "

    def write(self, condition: Condition) -> str:
        match condition:
            case AnyOf(conditions):
                return f"({self.OR.join(map(self.write, conditions))})"
            case AllOf(conditions):
                return f"({self.AND.join(map(self.write, conditions))})"
            case Not(inner):
                return self.no(self.write(inner))
            case Equals(of, value):
                return self.equals(name_of(of), value)
            case Includes(of, option):
                return self.guard([of], self.includes(name_of(of), option))
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                return self.guard([of], f"{name_of(of)} {_SIGN[type(condition)]} {self.number(of, bound)}")
            case NotAbove(of, other):
                return self.guard([of, other], f"{name_of(of)} <= {name_of(other)}")
            case Unsettled(of):
                return self.silent(name_of(of))
            case _:
                raise TypeError(condition)

    def equals(self, name: str, value: object) -> str:
        return f"({name} == {json.dumps(value)})"

    def includes(self, name: str, option: str) -> str:
        return f"{json.dumps(option)} in {name}"

    def silent(self, name: str) -> str:
        return f"({name} == null)"

    def no(self, words: str) -> str:
        return f"not {words}"

    def number(self, of: str, bound: Any) -> str:
        return repr(float(bound)) if self.floats and self.questionnaire.item(of).type is ItemType.DECIMAL else repr(bound)

    def guard(self, names: Sequence[str], words: str) -> str:
        if not self.guarded:
            return f"({words})"
        return f"({self.AND.join([*(f'{name_of(name)} != null' for name in names), words])})"


class ZenWords(Words):
    def no(self, words: str) -> str:
        return f"not({words})"


class CelWords(Words):
    AND, OR = " && ", " || "

    def no(self, words: str) -> str:
        return f"!{words}"


class FhirPathWords(Words):
    """It has three values of its own: nothing is guarded."""

    def equals(self, name: str, value: object) -> str:
        return f"({name} = {json.dumps(value) if not isinstance(value, str) else repr(value)})"

    def includes(self, name: str, option: str) -> str:
        return f"{name} contains {option!r}"

    def silent(self, name: str) -> str:
        return f"{name}.empty()"

    def no(self, words: str) -> str:
        return f"{words}.not()"


def zen_expression(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    zen = importlib.import_module("zen")
    whole = zen.compile_expression(f"[{', '.join(ZenWords(questionnaire, guarded=True).write(one.when) for one in criteria)}]")
    each = [zen.compile_expression(ZenWords(questionnaire, guarded=False).write(one.when)) for one in criteria]
    return Engine("zen-engine, one expression", whole.evaluate, lambda place, facts: each[place].evaluate(facts))


def zen_graph(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    zen = importlib.import_module("zen")

    def decision(words: Sequence[str]) -> Any:
        expressions = [{"id": f"e{place}", "key": f"c{place}", "value": text} for place, text in enumerate(words)]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        edges = [{"id": "1", "sourceId": "in", "targetId": "rules"}, {"id": "2", "sourceId": "rules", "targetId": "out"}]
        return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    whole = decision([ZenWords(questionnaire, guarded=True).write(one.when) for one in criteria])
    each = [decision([ZenWords(questionnaire, guarded=False).write(one.when)]) for one in criteria]
    return Engine("zen-engine, decision graph", whole.evaluate, lambda place, facts: each[place].evaluate(facts)["result"]["c0"])


def cel(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    module = importlib.import_module("cel")
    words = [CelWords(questionnaire, guarded=True, floats=True).write(one.when) for one in criteria]
    whole = module.compile(f"[{', '.join(words)}]")
    each = [module.compile(CelWords(questionnaire, guarded=False, floats=True).write(one.when)) for one in criteria]
    return Engine("common-expression-language", whole.execute, lambda place, facts: each[place].execute(facts))


def json_logic(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    apply = importlib.import_module("json_logic").jsonLogic

    def write(condition: Condition) -> Any:
        match condition:
            case AnyOf(conditions):
                return {"or": [write(one) for one in conditions]}
            case AllOf(conditions):
                return {"and": [write(one) for one in conditions]}
            case Not(inner):
                return {"!": [write(inner)]}
            case Equals(of, value):
                return {"===": [{"var": name_of(of)}, value]}
            case Includes(of, option):
                return {"in": [option, {"var": name_of(of)}]}
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                return {_SIGN[type(condition)]: [{"var": name_of(of)}, bound]}
            case NotAbove(of, other):
                return {"<=": [{"var": name_of(of)}, {"var": name_of(other)}]}
            case Unsettled(of):
                return {"===": [{"var": name_of(of)}, None]}
            case _:
                raise TypeError(condition)

    rules = [write(one.when) for one in criteria]
    return Engine("panzi-json-logic", lambda facts: [apply(rule, facts) for rule in rules], lambda place, facts: apply(rules[place], facts))


def business_rules(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    engine = importlib.import_module("business_rules.engine")
    variables = importlib.import_module("business_rules.variables")
    kinds = {
        ItemType.BOOLEAN: variables.boolean_rule_variable,
        ItemType.CHOICES: variables.select_multiple_rule_variable(options=[]),
        ItemType.INTEGER: variables.numeric_rule_variable,
        ItemType.DECIMAL: variables.numeric_rule_variable,
    }

    def variable(name: str, kind: Any) -> Any:
        def read(self: Any) -> Any:
            return self.facts.get(name)

        read.__name__ = name
        return kind(read)

    def silence(name: str) -> Any:
        def silent(self: Any) -> bool:
            return self.facts.get(name) is None

        return variables.boolean_rule_variable(silent)

    def order(name: str, other: str) -> Any:
        def not_above(self: Any) -> bool:
            return bool(self.facts[name] <= self.facts[other])

        return variables.boolean_rule_variable(not_above)

    members: dict[str, Any] = {}
    for item in questionnaire:
        name = name_of(item.link_id)
        scale = bool(item.options) and isinstance(item.options[0].value, int)
        kind = variables.numeric_rule_variable if scale else kinds.get(item.type, variables.string_rule_variable)
        members[name], members[f"silent_{name}"] = variable(name, kind), silence(name)

    def write(condition: Condition) -> Any:
        names = {AtLeast: "greater_than_or_equal_to", MoreThan: "greater_than", AtMost: "less_than_or_equal_to", LessThan: "less_than"}
        match condition:
            case AnyOf(conditions):
                return {"any": [write(one) for one in conditions]}
            case AllOf(conditions):
                return {"all": [write(one) for one in conditions]}
            case Equals(of, bool() as value):
                return {"name": name_of(of), "operator": "is_true" if value else "is_false", "value": ""}
            case Equals(of, value):
                return {"name": name_of(of), "operator": "equal_to", "value": value}
            case Includes(of, option) | Not(Includes(of, option)):
                operator = "shares_no_elements_with" if isinstance(condition, Not) else "contains_all"
                return {"name": name_of(of), "operator": operator, "value": [option]}
            case AtLeast(of, bound) | MoreThan(of, bound) | AtMost(of, bound) | LessThan(of, bound):
                return {"name": name_of(of), "operator": names[type(condition)], "value": bound}
            case Unsettled(of):
                return {"name": f"silent_{name_of(of)}", "operator": "is_true", "value": ""}
            case NotAbove(of, other) | Not(NotAbove(of, other)):  # it compares with constants only, and has no "not"
                members[name := f"order_of_{name_of(of)}"] = order(name_of(of), name_of(other))
                return {"name": name, "operator": "is_false" if isinstance(condition, Not) else "is_true", "value": ""}
            case _:
                raise TypeError(condition)

    rules = [write(one.when) for one in criteria]
    asked = type("Asked", (variables.BaseVariables,), members)
    check = engine.check_conditions_recursively

    def person(facts: Facts) -> Any:
        found = asked()
        found.facts = facts
        return found

    def run(facts: Facts) -> list[object]:
        someone = person(facts)
        return [_attempt(check, rule, someone) for rule in rules]

    return Engine("business-rules", run, lambda place, facts: check(rules[place], person(facts)))


def _attempt(check: Callable[..., object], *arguments: object) -> object:
    try:
        return check(*arguments)
    except (AssertionError, TypeError):
        return None


def fhirpath(criteria: Sequence[Criterion], questionnaire: Questionnaire) -> Engine:
    module = importlib.import_module("fhirpathpy")
    each = [module.compile(FhirPathWords(questionnaire, guarded=False).write(one.when)) for one in criteria]

    def one(place: int, facts: Facts) -> object:
        found = each[place](facts)
        return found[0] if found else None

    return Engine("fhirpathpy", lambda facts: [judge(facts) for judge in each], one)


OTHERS = {
    "zen-engine": (zen_expression, zen_graph),
    "common-expression-language": (cel,),
    "panzi-json-logic": (json_logic,),
    "business-rules": (business_rules,),
    "fhirpathpy": (fhirpath,),
}

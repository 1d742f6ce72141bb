"""The workbooks of landed cost, computed anew by another engine for formulas, with other inputs: `recompute.py [N]`.

Needs `pip install formulas openpyxl`; not part of the tests, since that takes minutes. Each coloured cell of the workbooks
of W19 to W22 and of two cases with several currencies is changed in turn (N of them, 120 if not said). Where the sheet says
that it holds, its total must be what Suanpan answers to the changed case; the figures are binary there, so to the cent.
"""

import json
import random
import subprocess
import sys
import tempfile
import tomllib
import warnings
from decimal import Decimal
from pathlib import Path

import formulas
import openpyxl

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
INPUT = "FFFFF2CC"

FIELDS = {
    "Quoted freight": "quoted-freight",
    "Freight to the port": "domestic-freight",
    "Insurance": "cargo-insurance",
    "Customs broker": "brokerage",
    "Inland freight": "inland-freight",
    "Other costs": "other-costs",
    "VAT in the price": "purchase-vat",
    "Export rebate": "export-rebate",
    "Carrier's advance fee": "advance-percent",
    "At least": "advance-least",
    "Bank's spread": "exchange-spread",
}
PERCENT = {"purchase-vat", "export-rebate", "advance-percent", "exchange-spread"}
COLUMNS = {2: "unit-count", 3: "unit-cost", 6: "customs-value", 9: "duty-rate", 10: "extra-duty"}

MORE = [
    {
        "destination": "JP", "shipping-date": "2026-11-22", "currency": "USD", "exchange-rate": "7.123",
        "exchange-spread": "1.7", "quoted-freight": "312.5CNY", "domestic-freight": "41.3CNY",
        "cargo-insurance": "9.99USD", "other-costs": "1234JPY", "export-rebate": "9",
        "goods": [
            {"unit-count": "3", "unit-cost": "1234.56CNY", "customs-value": "45678JPY", "duty-rate": "3.7", "extra-duty": "1.1"},
            {"unit-count": "7", "unit-cost": "99.5USD", "customs-value": "150.25USD", "duty-rate": "0"},
        ],
    },
    {
        "destination": "US", "route": "bulk", "shipping-date": "2026-11-22", "currency": "CNY", "us-list": "list-1-3",
        "quoted-freight": "6500CNY", "domestic-freight": "800CNY", "cargo-insurance": "30USD", "brokerage": "125USD",
        "inland-freight": "300USD", "export-rebate": "13",
        "goods": [
            {"unit-count": "1000", "unit-cost": "42.6CNY", "duty-rate": "6.5"},
            {"unit-count": "250", "unit-cost": "11EUR", "duty-rate": "2.9", "extra-duty": "20"},
        ],
    },
]


def base_cases():
    for name in ["w19", "w20", "w21", "w22"]:
        for case in tomllib.loads((HERE / f"{name}.toml").read_text())["case"]:
            yield case["inputs"]
    yield from MORE


def written(cases, folder):
    """Writes the workbooks of the cases; the totals that Suanpan answers."""
    folder.mkdir()
    command = ["cargo", "run", "-q", "-p", "suanpan-xlsx", "--example", "workbooks", "--", str(folder)]
    run = subprocess.run(command, cwd=ROOT, input=json.dumps(cases), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def changed(case, sheet, cell, value):
    """The case with a cell of its sheet changed; nothing where it is no single input of the case."""
    case = json.loads(json.dumps(case))
    label = str(sheet.cell(cell.row, 1).value)
    text = format(value.normalize(), "f")
    heads = [row[1].row for row in sheet.iter_rows(max_col=2) if row[1].value == "Units"]
    if heads and heads[0] < cell.row <= heads[0] + len(case["goods"]):
        key = COLUMNS[cell.column]
        if key == "unit-count" and value != value.to_integral_value() or key.endswith("duty") and value > 100:
            return None
        unit = sheet.cell(cell.row, cell.column + 1).value if key in ("unit-cost", "customs-value") else ""
        case["goods"][cell.row - heads[0] - 1][key] = text + unit
        return case
    if label == case["currency"]:
        return {**case, "exchange-rate": text} if value < 900 else None
    key = FIELDS.get(label)
    if key is None or key in PERCENT and value > 9:
        return None
    return {**case, key: text + ("" if key in PERCENT else sheet.cell(cell.row, 3).value)}


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    bases = list(base_cases())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        written(bases, folder / "bases")
        changes = []
        for index, case in enumerate(bases):
            sheet = openpyxl.load_workbook(folder / "bases" / f"{index}.xlsx").worksheets[0]
            changes.append((index, None, None, case))
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.fill.fgColor.rgb == INPUT:
                        now = Decimal(str(cell.value))
                        for value in (now * Decimal("1.1") + 1, now * 7 + 2):
                            if case_then := changed(case, sheet, cell, value):
                                changes.append((index, cell.coordinate, value, case_then))
        always = [change for change in changes if change[1] is None]
        random.seed(7)
        changes = always + random.sample([change for change in changes if change[1]], k=min(wanted, len(changes) - len(always)))
        answers = written([change[3] for change in changes], folder / "changed")
        models, held, beyond = {}, 0, 0
        for (index, at, value, case), answer in zip(changes, answers):
            if index not in models:
                models[index] = formulas.ExcelModel().loads(str(folder / "bases" / f"{index}.xlsx")).finish()
            place = f"'[{index}.xlsx]LANDED COST'!"
            inputs = {place + at: float(value)} if at else {}
            found = models[index].calculate(inputs=inputs)
            total = Decimal(str(float(found[place + "B2"].value[0, 0]))).quantize(Decimal("0.01"))
            says = found[place + "B4"].value[0, 0] if place + "B4" in found else "holds"
            if says != "holds":
                beyond += 1
                continue
            held += 1
            if answer is None or total != Decimal(answer["total"]):
                sys.exit(f"case {index}, {at} = {value}: sheet {total}, Suanpan {answer}\n{json.dumps(case)}")
    print(f"{held} workbooks agree, {beyond} say that they no longer hold")


if __name__ == "__main__":
    main()

from secretariat.core.domain import DomainApp


class EvaluationApp(DomainApp):
    name = "secretariat.evaluation"
